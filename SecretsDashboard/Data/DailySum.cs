using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>
/// What happened in a project on a day, counted as it goes on record: charts read these few rows, not the log. The log remains what counts; these rows
/// are no part of its chain.
/// </summary>
internal sealed class DailySum : IEntityTypeConfiguration<DailySum>
{
    /// <summary>UTC.</summary>
    public DateOnly Day { get; set; }

    /// <summary>The project; empty: what belongs to none.</summary>
    public Guid ProjectId { get; set; }

    /// <summary>How often a program received something, each time counted.</summary>
    public long Deliveries { get; set; }

    /// <summary>How often somebody or a program was refused, each time counted.</summary>
    public long Refusals { get; set; }

    /// <summary>All other entries.</summary>
    public long Changes { get; set; }

    /// <summary>Counts within the deed that records it.</summary>
    public static async Task AddAsync(AppDbContext db, DateTime time, Guid? project, long deliveries, long refusals, long changes, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(time);
        var row = await db.DailySums.FindAsync([day, project ?? Guid.Empty], cancellationToken) ?? db.Add(new DailySum { Day = day, ProjectId = project ?? Guid.Empty }).Entity;
        row.Deliveries += deliveries;
        row.Refusals += refusals;
        row.Changes += changes;
    }

    public void Configure(EntityTypeBuilder<DailySum> builder) => builder.ToTable("DailySums").HasKey(sum => new { sum.Day, sum.ProjectId });
}
