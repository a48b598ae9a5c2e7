using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>A key of a project with what may be shown of it. Its values lie in <see cref="SecretValue"/>.</summary>
internal sealed class Secret : IEntityTypeConfiguration<Secret>
{
    public const int KeyLength = 128;
    public const int DescriptionLength = 1000;

    public Guid Id { get; set; }
    public Guid ProjectId { get; set; }

    /// <summary>The name as written. It is bound into every sealed value and never changes.</summary>
    public string Key { get; set; } = "";

    /// <summary>The key in upper case: two keys of one project may not differ by case alone.</summary>
    public string FoldedKey { get; set; } = "";

    public string Description { get; set; } = "";
    public SecretType Type { get; set; }
    public DateTime CreatedAt { get; set; }
    public Guid CreatedBy { get; set; }
    public DateTime UpdatedAt { get; set; }
    public Guid UpdatedBy { get; set; }

    /// <summary>Grows by one with every change; an edit that started from another revision is stale.</summary>
    public long Revision { get; set; }

    /// <summary>The last save set one value in every environment: the next edit offers the same.</summary>
    public bool SameEverywhere { get; set; }

    public void Configure(EntityTypeBuilder<Secret> builder)
    {
        builder.ToTable("Secrets");
        builder.Property(secret => secret.Id).ValueGeneratedNever();
        builder.Property(secret => secret.Key).HasMaxLength(KeyLength);
        builder.Property(secret => secret.FoldedKey).HasMaxLength(KeyLength);
        builder.Property(secret => secret.Description).HasMaxLength(DescriptionLength);
        builder.HasIndex(secret => new { secret.ProjectId, secret.FoldedKey }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(secret => secret.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
