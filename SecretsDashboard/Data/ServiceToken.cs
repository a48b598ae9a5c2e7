using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>A program's key to one environment of one project. Only a digest of its secret half is kept.</summary>
internal sealed class ServiceToken : IEntityTypeConfiguration<ServiceToken>
{
    public const int NameLength = 100;
    public const int AddressesLength = 1000;

    public Guid Id { get; set; }

    /// <summary>The twelve characters by which a token is known in logs, lists and the audit.</summary>
    public string PublicId { get; set; } = "";

    public Guid ProjectId { get; set; }
    public Guid EnvironmentId { get; set; }
    public string Name { get; set; } = "";
    public byte[] Digest { get; set; } = [];
    public TokenRights Rights { get; set; }

    /// <summary>Networks (CIDR) it may be used from, separated by commas; empty: everywhere.</summary>
    public string Addresses { get; set; } = "";

    public DateTime CreatedAt { get; set; }
    public Guid CreatedBy { get; set; }
    public DateTime ExpiresAt { get; set; }
    public DateTime? RevokedAt { get; set; }

    /// <summary>When it was found expired: it is for good, whatever the clock says later.</summary>
    public DateTime? EndedAt { get; set; }

    public DateTime? LastUsedAt { get; set; }
    public string LastUsedFrom { get; set; } = "";

    /// <summary>When it last received all its environment has; single secrets are <see cref="SecretDelivery"/>.</summary>
    public DateTime? LastDeliveredAt { get; set; }

    /// <summary>How long before its end a token wants looking at.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    /// <summary>Neither revoked nor expired.</summary>
    public static Expression<Func<ServiceToken, bool>> IsLive(DateTime now) => token => token.RevokedAt == null && token.EndedAt == null && token.ExpiresAt > now;

    /// <summary>Expired, and not ended yet.</summary>
    public static Expression<Func<ServiceToken, bool>> RanOut(DateTime now) => token => token.RevokedAt == null && token.EndedAt == null && token.ExpiresAt <= now;

    public void Configure(EntityTypeBuilder<ServiceToken> builder)
    {
        builder.ToTable("ServiceTokens");
        builder.Property(token => token.Id).ValueGeneratedNever();
        builder.Property(token => token.Name).HasMaxLength(NameLength);
        builder.Property(token => token.Addresses).HasMaxLength(AddressesLength);
        builder.HasIndex(token => token.PublicId).IsUnique();
        builder.HasIndex(token => token.ProjectId);
        builder.HasOne<Project>().WithMany().HasForeignKey(token => token.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ProjectEnvironment>().WithMany().HasForeignKey(token => token.EnvironmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
