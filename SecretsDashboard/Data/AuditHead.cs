using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>
/// The end of the audit chain, authenticated on its own: a cut tail shows. It is made with the instance, so a log without it
/// was deleted; an empty <see cref="Seal"/> means that the log was found altered and is not sealed again.
/// </summary>
internal sealed class AuditHead : IEntityTypeConfiguration<AuditHead>
{
    public const int OnlyId = 1;

    public int Id { get; set; }
    public long Seq { get; set; }
    public byte[] Mac { get; set; } = [];
    public byte[] Seal { get; set; } = [];

    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable("AuditHead");
        builder.Property(head => head.Id).ValueGeneratedNever();
    }
}
