using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>
/// When a token last received all that an environment of the organization has. The row outlives the token, its environment and its project,
/// and the day when the project no longer receives what is shared: what was delivered was delivered.
/// </summary>
internal sealed class SharedDelivery : IEntityTypeConfiguration<SharedDelivery>
{
    public Guid TokenId { get; set; }

    /// <summary>The token's environment, which may be gone.</summary>
    public Guid EnvironmentId { get; set; }

    /// <summary>The organization's environment: beneath the token's, or its own.</summary>
    public Guid SharedId { get; set; }

    public DateTime LastAt { get; set; }

    /// <summary>Notes in the deed's context that the token received it; an older moment changes nothing.</summary>
    public static async Task RecordAsync(AppDbContext db, Guid token, Guid environment, Guid shared, DateTime at)
    {
        // it may have been removed since it was delivered
        if (!await db.Environments.AnyAsync(row => row.Id == shared))
        {
            return;
        }
        var row = await db.SharedDeliveries.FindAsync(token) ?? db.Add(new SharedDelivery { TokenId = token, EnvironmentId = environment }).Entity;
        (row.SharedId, row.LastAt) = (shared, row.LastAt > at ? row.LastAt : at);
    }

    public void Configure(EntityTypeBuilder<SharedDelivery> builder)
    {
        builder.ToTable("SharedDeliveries").HasKey(delivery => delivery.TokenId);
        builder.Property(delivery => delivery.TokenId).ValueGeneratedNever();
        builder.HasIndex(delivery => delivery.EnvironmentId);
        builder.HasOne<ProjectEnvironment>().WithMany().HasForeignKey(delivery => delivery.SharedId).OnDelete(DeleteBehavior.Cascade);
    }
}
