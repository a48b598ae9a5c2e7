using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>One key of ASP.NET Core's Data Protection, sealed: who plants a row in the database forges no cookie.</summary>
internal sealed class DataProtectionRow : IEntityTypeConfiguration<DataProtectionRow>
{
    public Guid Id { get; set; }
    public byte[] Sealed { get; set; } = [];

    public void Configure(EntityTypeBuilder<DataProtectionRow> builder)
    {
        builder.ToTable("DataProtection");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
