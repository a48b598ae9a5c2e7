using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>A column of a project's matrix. The slug never changes; name and position do.</summary>
internal sealed class ProjectEnvironment : IEntityTypeConfiguration<ProjectEnvironment>
{
    public const int NameLength = 40;

    public Guid Id { get; set; }
    public Guid ProjectId { get; set; }
    public string Slug { get; set; } = "";
    public string Name { get; set; } = "";
    public int Position { get; set; }
    public bool Protected { get; set; }

    /// <summary>Real users depend on it: what is typed for it is looked at more closely.</summary>
    public bool Production { get; set; }

    /// <summary>Grows by one with every change of what a program would receive.</summary>
    public long Revision { get; set; }

    /// <summary>Chosen at random with each revision: where an older copy of the database is restored, the same number comes again and this does not.</summary>
    public long Stamp { get; set; }

    /// <summary>A new environment with this slug is production until somebody says otherwise.</summary>
    public static bool IsProductionSlug(string slug) => slug is "production" or "prod";

    public void Configure(EntityTypeBuilder<ProjectEnvironment> builder)
    {
        builder.ToTable("Environments");
        builder.Property(environment => environment.Id).ValueGeneratedNever();
        builder.Property(environment => environment.Slug).HasMaxLength(Project.SlugLength);
        builder.Property(environment => environment.Name).HasMaxLength(NameLength);
        builder.HasIndex(environment => new { environment.ProjectId, environment.Slug }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(environment => environment.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
