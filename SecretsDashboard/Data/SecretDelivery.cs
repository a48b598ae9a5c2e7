using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>
/// When a token last received a secret, where that does not follow from <see cref="ServiceToken.LastDeliveredAt"/> or <see cref="SharedDelivery"/>:
/// it asked for this one alone, the secret has no value in that environment any more, or one of the token's own project stands over it. The row
/// outlives the token.
/// </summary>
internal sealed class SecretDelivery : IEntityTypeConfiguration<SecretDelivery>
{
    public Guid SecretId { get; set; }

    public Guid TokenId { get; set; }

    public DateTime LastAt { get; set; }

    /// <summary>Notes in the deed's context that the token received the secret; an older moment changes nothing.</summary>
    public static async Task RecordAsync(AppDbContext db, Guid secret, Guid token, DateTime at)
    {
        var row = await db.SecretDeliveries.FindAsync(secret, token) ?? db.Add(new SecretDelivery { SecretId = secret, TokenId = token }).Entity;
        row.LastAt = row.LastAt > at ? row.LastAt : at;
    }

    /// <summary>Notes all of these at once, which must be one for each secret and token; an older moment changes nothing.</summary>
    public static Task KeepAsync(AppDbContext db, IQueryable<SecretDelivery> received, CancellationToken cancellationToken) => InsertedRows.AddAsync(
        db, "SecretDeliveries", [nameof(SecretId), nameof(TokenId), nameof(LastAt)], received,
        """("SecretId", "TokenId") DO UPDATE SET "LastAt" = max("LastAt", excluded."LastAt")""", null, cancellationToken);

    public void Configure(EntityTypeBuilder<SecretDelivery> builder)
    {
        builder.ToTable("SecretDeliveries").HasKey(delivery => new { delivery.SecretId, delivery.TokenId });
        builder.HasOne<Secret>().WithMany().HasForeignKey(delivery => delivery.SecretId).OnDelete(DeleteBehavior.Cascade);
    }
}
