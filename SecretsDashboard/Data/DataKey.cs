using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>A project's data key, sealed under the root key. Values name the version that sealed them.</summary>
internal sealed class DataKey : IEntityTypeConfiguration<DataKey>
{
    public Guid ProjectId { get; set; }
    public uint Version { get; set; }
    public byte[] Sealed { get; set; } = [];
    public DateTime CreatedAt { get; set; }

    public void Configure(EntityTypeBuilder<DataKey> builder)
    {
        builder.ToTable("DataKeys").HasKey(key => new { key.ProjectId, key.Version });
        builder.HasOne<Project>().WithMany().HasForeignKey(key => key.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
