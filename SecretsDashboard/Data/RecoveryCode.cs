using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>A code that takes the place of the authenticator app once. The row is the code: used, it is gone. Only a digest is kept.</summary>
internal sealed class RecoveryCode : IEntityTypeConfiguration<RecoveryCode>
{
    public Guid UserId { get; set; }
    public byte[] Digest { get; set; } = [];

    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.ToTable("RecoveryCodes").HasKey(row => new { row.UserId, row.Digest });
        builder.HasOne<AppUser>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
