using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>A team's project that receives what the organization shares, where not all of them do (<see cref="Project.DeliversToAll"/>).</summary>
internal sealed class ChosenProject : IEntityTypeConfiguration<ChosenProject>
{
    public Guid ProjectId { get; set; }

    public void Configure(EntityTypeBuilder<ChosenProject> builder)
    {
        builder.ToTable("ChosenProjects").HasKey(chosen => chosen.ProjectId);
        builder.HasOne<Project>().WithMany().HasForeignKey(chosen => chosen.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
