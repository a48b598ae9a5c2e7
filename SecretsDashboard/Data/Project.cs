using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>A set of secrets with its environments, its members and its own data key.</summary>
internal sealed class Project : IEntityTypeConfiguration<Project>
{
    public const int NameLength = 100;
    public const int SlugLength = 63;

    public Guid Id { get; set; }
    public string Slug { get; set; } = "";
    public string Name { get; set; } = "";
    public bool AllowLowerCaseKeys { get; set; }
    public bool ShowEnds { get; set; }
    public DateTime CreatedAt { get; set; }
    public Guid CreatedBy { get; set; }

    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.ToTable("Projects");
        builder.Property(project => project.Id).ValueGeneratedNever();
        builder.Property(project => project.Slug).HasMaxLength(SlugLength);
        builder.Property(project => project.Name).HasMaxLength(NameLength);
        builder.HasIndex(project => project.Slug).IsUnique();
    }
}
