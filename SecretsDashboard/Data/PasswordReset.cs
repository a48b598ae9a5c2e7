using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>A link that lets a person set a new password, once. A person has one at most. Only a digest of its code is kept.</summary>
internal sealed class PasswordReset : IEntityTypeConfiguration<PasswordReset>
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public Guid UserId { get; set; }
    public byte[] Digest { get; set; } = [];
    public DateTime ExpiresAt { get; set; }

    /// <summary>Takes a person's link away, within a deed that makes it stale: another password, a reset of the second factor, a disabled account.</summary>
    public static Task EndAsync(AppDbContext db, Guid user, CancellationToken cancellationToken) =>
        db.PasswordResets.Where(row => row.UserId == user).ExecuteDeleteAsync(cancellationToken);

    public void Configure(EntityTypeBuilder<PasswordReset> builder)
    {
        builder.ToTable("PasswordResets");
        builder.HasKey(reset => reset.UserId);
        builder.HasIndex(reset => reset.Digest).IsUnique();
        builder.HasOne<AppUser>().WithMany().HasForeignKey(reset => reset.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
