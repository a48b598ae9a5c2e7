using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>
/// One version of a secret's value in one environment, sealed. Versions are only added; a newer one, or a removal, takes
/// <see cref="IsCurrent"/> from the one before. Deleting the secret removes them all.
/// </summary>
internal sealed class SecretValue : IEntityTypeConfiguration<SecretValue>
{
    public Guid SecretId { get; set; }
    public Guid EnvironmentId { get; set; }
    public long Version { get; set; }
    public bool IsCurrent { get; set; }
    public byte[] Sealed { get; set; } = [];

    /// <summary>The first and last characters, sealed, where the project shows them and the value is long enough.</summary>
    public byte[]? SealedMask { get; set; }

    /// <summary>Since when the environment has had a value without a break, whatever its version.</summary>
    public DateTime PresentSince { get; set; }

    public DateTime CreatedAt { get; set; }
    public Guid CreatedBy { get; set; }

    public void Configure(EntityTypeBuilder<SecretValue> builder)
    {
        builder.ToTable("SecretValues").HasKey(value => new { value.SecretId, value.EnvironmentId, value.Version });
        builder.HasIndex(value => new { value.SecretId, value.EnvironmentId }).IsUnique().HasFilter("\"IsCurrent\"");
        builder.HasIndex(value => value.EnvironmentId);
        builder.HasOne<Secret>().WithMany().HasForeignKey(value => value.SecretId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ProjectEnvironment>().WithMany().HasForeignKey(value => value.EnvironmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
