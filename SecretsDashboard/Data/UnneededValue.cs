using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>That somebody said a secret needs no value in an environment: it is not missing there. A value that is set takes the row away.</summary>
internal sealed class UnneededValue : IEntityTypeConfiguration<UnneededValue>
{
    public Guid SecretId { get; set; }

    public Guid EnvironmentId { get; set; }

    public DateTime MarkedAt { get; set; }

    public Guid MarkedBy { get; set; }

    /// <summary>Forgets within the deed's context what was said of these, which have a value now.</summary>
    public static async Task ForgetAsync(AppDbContext db, IReadOnlySet<(Guid Secret, Guid Environment)> filled, CancellationToken cancellationToken)
    {
        var (secrets, environments) = (filled.Select(each => each.Secret).Distinct().ToList(), filled.Select(each => each.Environment).Distinct().ToList());
        var rows = await db.UnneededValues.Where(row => EF.Parameter(secrets).Contains(row.SecretId) && environments.Contains(row.EnvironmentId)).ToListAsync(cancellationToken);
        db.RemoveRange(rows.Where(row => filled.Contains((row.SecretId, row.EnvironmentId))));
    }

    public void Configure(EntityTypeBuilder<UnneededValue> builder)
    {
        builder.ToTable("UnneededValues").HasKey(row => new { row.SecretId, row.EnvironmentId });
        builder.HasOne<Secret>().WithMany().HasForeignKey(row => row.SecretId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ProjectEnvironment>().WithMany().HasForeignKey(row => row.EnvironmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
