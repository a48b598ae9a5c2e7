using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>
/// One line of the audit chain: the exact bytes that were authenticated, and their MAC. The other columns repeat parts of
/// the body for queries; the body is what counts.
/// </summary>
internal sealed class AuditEntry : IEntityTypeConfiguration<AuditEntry>
{
    public long Seq { get; set; }
    public uint Epoch { get; set; }
    public byte[] Body { get; set; } = [];
    public byte[] Mac { get; set; } = [];

    public DateTime Time { get; set; }
    public Guid? ActorId { get; set; }
    public string Action { get; set; } = "";
    public string Outcome { get; set; } = "";
    public Guid? ProjectId { get; set; }

    /// <summary>The one person whom it concerns; null: it is not of anybody's personal secrets.</summary>
    public Guid? OwnerId { get; set; }

    public Guid? TargetId { get; set; }
    public string? TargetName { get; set; }

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("Audit").HasKey(entry => entry.Seq);
        builder.Property(entry => entry.Seq).ValueGeneratedNever();
        builder.HasIndex(entry => new { entry.ProjectId, entry.Seq });
        builder.HasIndex(entry => new { entry.ActorId, entry.ProjectId, entry.OwnerId, entry.Seq });
        // what somebody did, without what programs do all day
        builder.HasIndex(entry => new { entry.ProjectId, entry.Seq }, "IX_Audit_Deeds").HasFilter("\"Action\" NOT IN ('secrets.delivered', 'secrets.delivered_again', 'token.refused', 'access.refused')");
        // one kind of them, wherever it was done; what was refused; and when it was
        builder.HasIndex(entry => new { entry.Action, entry.Seq }, "IX_Audit_DeedsByAction").HasFilter("\"Action\" NOT IN ('secrets.delivered', 'secrets.delivered_again', 'token.refused', 'access.refused')");
        builder.HasIndex(entry => new { entry.Outcome, entry.Seq }, "IX_Audit_Refusals").HasFilter("\"Outcome\" IN ('denied', 'failed')");
        builder.HasIndex(entry => entry.Time);
        // the few entries that a budget is counted by, and no others
        builder.HasIndex(entry => new { entry.ActorId, entry.Time }).HasFilter("\"Action\" = 'secret.checked'");
        builder.HasIndex(entry => new { entry.ProjectId, entry.Time }).HasFilter("\"Action\" = 'secret.checked'");
    }
}
