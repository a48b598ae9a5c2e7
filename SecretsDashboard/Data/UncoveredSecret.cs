using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>
/// Since when a project's environment receives a secret of the organization again, after a value of its own stood over it: what was
/// delivered before that moment carried the project's value.
/// </summary>
internal sealed class UncoveredSecret : IEntityTypeConfiguration<UncoveredSecret>
{
    /// <summary>The organization's secret.</summary>
    public Guid SecretId { get; set; }

    /// <summary>The project's environment.</summary>
    public Guid EnvironmentId { get; set; }

    public DateTime Since { get; set; }

    public void Configure(EntityTypeBuilder<UncoveredSecret> builder)
    {
        builder.ToTable("UncoveredSecrets").HasKey(row => new { row.SecretId, row.EnvironmentId });
        builder.HasOne<Secret>().WithMany().HasForeignKey(row => row.SecretId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ProjectEnvironment>().WithMany().HasForeignKey(row => row.EnvironmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
