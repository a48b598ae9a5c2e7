using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>A project that somebody who is invited is to belong to once they have joined. Whether the person who invites them may add them is asked again then.</summary>
internal sealed class InvitedProject : IEntityTypeConfiguration<InvitedProject>
{
    public Guid InvitationId { get; set; }
    public Guid ProjectId { get; set; }
    public ProjectRole Role { get; set; }

    public void Configure(EntityTypeBuilder<InvitedProject> builder)
    {
        builder.ToTable("InvitedProjects").HasKey(row => new { row.InvitationId, row.ProjectId });
        builder.HasOne<Invitation>().WithMany().HasForeignKey(row => row.InvitationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Project>().WithMany().HasForeignKey(row => row.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
