using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>
/// A set of secrets with its environments and its own data key: a team's with its members, a person's own, or the organization's.
/// </summary>
internal sealed class Project : IEntityTypeConfiguration<Project>
{
    public const int NameLength = 100;
    public const int SlugLength = 63;

    public Guid Id { get; set; }
    public ProjectKind Kind { get; set; }

    /// <summary>Whose own it is; null: it is not personal.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>The part of its address, which nobody changes. A project that is not a team's has a text here that is no slug.</summary>
    public string Slug { get; set; } = "";
    public string Name { get; set; } = "";
    public bool AllowLowerCaseKeys { get; set; }
    public bool ShowEnds { get; set; }

    /// <summary>Of the organization's: every team's project receives what it shares; else those that are chosen (<see cref="ChosenProject"/>).</summary>
    public bool DeliversToAll { get; set; } = true;
    public DateTime CreatedAt { get; set; }
    public Guid CreatedBy { get; set; }

    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.ToTable("Projects");
        builder.Property(project => project.Id).ValueGeneratedNever();
        builder.Property(project => project.Slug).HasMaxLength(SlugLength);
        builder.Property(project => project.DeliversToAll).HasDefaultValue(true).ValueGeneratedNever();
        builder.Property(project => project.Name).HasMaxLength(NameLength);
        builder.HasIndex(project => project.Slug).IsUnique();
        builder.HasIndex(project => project.OwnerId).IsUnique();
    }
}
