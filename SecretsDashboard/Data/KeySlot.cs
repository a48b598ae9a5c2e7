using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>The root key, sealed under one master key. Any slot opens the instance.</summary>
internal sealed class KeySlot : IEntityTypeConfiguration<KeySlot>
{
    public uint SlotId { get; set; }
    public byte SourceType { get; set; }
    public byte[] Salt { get; set; } = [];
    public byte[] Commit { get; set; } = [];
    public byte[] Sealed { get; set; } = [];

    public void Configure(EntityTypeBuilder<KeySlot> builder)
    {
        builder.ToTable("KeySlots").HasKey(slot => slot.SlotId);
        builder.Property(slot => slot.SlotId).ValueGeneratedNever();
    }
}
