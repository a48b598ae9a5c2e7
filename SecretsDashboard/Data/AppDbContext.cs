using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace SecretsDashboard.Data;

/// <summary>
/// All tables, Identity's among them. Contexts from the factory only read; who wants to write goes through the
/// <see cref="WriteGate"/>.
/// </summary>
internal sealed class AppDbContext(DbContextOptions<AppDbContext> options) : IdentityUserContext<AppUser, Guid>(options)
{
    public DbSet<InstanceRow> Instance => Set<InstanceRow>();
    public DbSet<KeySlot> KeySlots => Set<KeySlot>();
    public DbSet<DataKey> DataKeys => Set<DataKey>();
    public DbSet<DataProtectionRow> DataProtection => Set<DataProtectionRow>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Authenticator> Authenticators => Set<Authenticator>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();
    public DbSet<PasskeyUse> PasskeyUses => Set<PasskeyUse>();
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<ProjectEnvironment> Environments => Set<ProjectEnvironment>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<Secret> Secrets => Set<Secret>();
    public DbSet<SecretValue> SecretValues => Set<SecretValue>();
    public DbSet<ServiceToken> ServiceTokens => Set<ServiceToken>();
    public DbSet<SecretDelivery> SecretDeliveries => Set<SecretDelivery>();
    public DbSet<SharedDelivery> SharedDeliveries => Set<SharedDelivery>();

    public DbSet<UncoveredSecret> UncoveredSecrets => Set<UncoveredSecret>();

    public DbSet<ChosenProject> ChosenProjects => Set<ChosenProject>();

    public DbSet<FormerActor> FormerActors => Set<FormerActor>();
    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<InvitedProject> InvitedProjects => Set<InvitedProject>();

    public DbSet<PasswordReset> PasswordResets => Set<PasswordReset>();
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();
    public DbSet<Repetition> Repetitions => Set<Repetition>();
    public DbSet<AuditHead> AuditHead => Set<AuditHead>();

    public DbSet<DailySum> DailySums => Set<DailySum>();

    public DbSet<UnneededValue> UnneededValues => Set<UnneededValue>();

    public DbSet<PutOff> PutOffs => Set<PutOff>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("PersonClaims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("PersonLogins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("PersonTokens");
        // The base adds passkeys only where a service says so, and the gate's contexts have no services: said here, it is always there.
        builder.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("PersonPasskeys").HasKey(row => row.CredentialId);
            passkey.Property(row => row.CredentialId).HasMaxLength(1024);
            passkey.OwnsOne(row => row.Data).ToJson();
            passkey.HasOne<AppUser>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
}
