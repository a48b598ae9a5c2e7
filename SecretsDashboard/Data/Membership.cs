using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>A person's role in a project. No row, no look inside, whatever the instance role.</summary>
internal sealed class Membership : IEntityTypeConfiguration<Membership>
{
    public Guid ProjectId { get; set; }
    public Guid UserId { get; set; }
    public ProjectRole Role { get; set; }

    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("Memberships").HasKey(membership => new { membership.ProjectId, membership.UserId });
        builder.HasIndex(membership => membership.UserId);
        builder.HasOne<Project>().WithMany().HasForeignKey(membership => membership.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(membership => membership.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
