using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>The one row that names this installation. Its id is bound into every sealed byte and every audit line.</summary>
internal sealed class InstanceRow : IEntityTypeConfiguration<InstanceRow>
{
    public Guid Id { get; set; }
    public DateTime CreatedAt { get; set; }

    /// <summary>Who has no second factor may do nothing but set one up.</summary>
    public bool RequiresSecondFactor { get; set; }

    /// <summary>What is stored of tokens, links and recovery codes is under keys of the instance; false: an older version stored it bare.</summary>
    public bool HasKeyedDigests { get; set; }

    /// <summary>Filled with synthetic data for trying the product out, and for good nothing else.</summary>
    public bool IsDemo { get; set; }

    public void Configure(EntityTypeBuilder<InstanceRow> builder) => builder.ToTable("Instance");
}
