using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>Something that needs attention and is not shown again before a day, because somebody who may mend it said so.</summary>
internal sealed class PutOff : IEntityTypeConfiguration<PutOff>
{
    public const int KindLength = 40;

    /// <summary>What is wrong, as a word.</summary>
    public string Kind { get; set; } = "";

    /// <summary>With what: a token, an environment, a project; empty: the instance.</summary>
    public Guid TargetId { get; set; }

    /// <summary>The project it is of, with which it goes; null: the instance.</summary>
    public Guid? ProjectId { get; set; }

    public DateTime Until { get; set; }

    public DateTime PutOffAt { get; set; }

    public Guid PutOffBy { get; set; }

    public void Configure(EntityTypeBuilder<PutOff> builder)
    {
        builder.ToTable("PutOffs").HasKey(row => new { row.Kind, row.TargetId });
        builder.Property(row => row.Kind).HasMaxLength(KindLength);
        builder.HasOne<Project>().WithMany().HasForeignKey(row => row.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
