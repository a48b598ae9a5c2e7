using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>When a passkey was last shown, to sign in or to confirm; Identity's own row of it has no place for that. No row: never.</summary>
internal sealed class PasskeyUse : IEntityTypeConfiguration<PasskeyUse>
{
    public byte[] CredentialId { get; set; } = [];
    public DateTime UsedAt { get; set; }

    public void Configure(EntityTypeBuilder<PasskeyUse> builder)
    {
        builder.ToTable("PasskeyUses").HasKey(row => row.CredentialId);
        builder.Property(row => row.CredentialId).HasMaxLength(1024);
        builder.HasOne<IdentityUserPasskey<Guid>>().WithOne().HasForeignKey<PasskeyUse>(row => row.CredentialId).OnDelete(DeleteBehavior.Cascade);
    }
}
