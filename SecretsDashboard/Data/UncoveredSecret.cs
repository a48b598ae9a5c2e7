using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>
/// Since when a project's value no longer stands over a secret of the organization in an environment: what was delivered there before that moment
/// carried the project's value. The row outlives the environment, as <see cref="SharedDelivery"/> does.
/// </summary>
internal sealed class UncoveredSecret : IEntityTypeConfiguration<UncoveredSecret>
{
    /// <summary>The organization's secret.</summary>
    public Guid SecretId { get; set; }

    /// <summary>The project's environment, which may be gone.</summary>
    public Guid EnvironmentId { get; set; }

    public DateTime Since { get; set; }

    /// <summary>Notes this moment for all of these at once, which must be one for each secret and environment; what else is in them does not count.</summary>
    public static Task KeepAsync(AppDbContext db, IQueryable<UncoveredSecret> uncovered, DateTime since, CancellationToken cancellationToken) => InsertedRows.AddAsync(
        db, "UncoveredSecrets", [nameof(SecretId), nameof(EnvironmentId)], uncovered,
        """("SecretId", "EnvironmentId") DO UPDATE SET "Since" = excluded."Since" """, (nameof(Since), since), cancellationToken);

    public void Configure(EntityTypeBuilder<UncoveredSecret> builder)
    {
        builder.ToTable("UncoveredSecrets").HasKey(row => new { row.SecretId, row.EnvironmentId });
        builder.HasOne<Secret>().WithMany().HasForeignKey(row => row.SecretId).OnDelete(DeleteBehavior.Cascade);
    }
}
