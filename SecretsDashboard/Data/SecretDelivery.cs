using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>
/// When a token last received a secret, where that does not follow from <see cref="ServiceToken.LastDeliveredAt"/>: it asked for
/// this one alone, the secret has no value in the token's environment any more, or one of the token's own project stands over it.
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

    public void Configure(EntityTypeBuilder<SecretDelivery> builder)
    {
        builder.ToTable("SecretDeliveries").HasKey(delivery => new { delivery.SecretId, delivery.TokenId });
        builder.HasOne<Secret>().WithMany().HasForeignKey(delivery => delivery.SecretId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ServiceToken>().WithMany().HasForeignKey(delivery => delivery.TokenId).OnDelete(DeleteBehavior.Cascade);
    }
}
