using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>
/// How often something came again after an entry of the audit chain told its first: a delivery of one revision to one token, a refusal.
/// The row is written within seconds; the chain is told sums, more and more seldom. It goes when nothing of it is left to tell.
/// </summary>
internal sealed class Repetition : IEntityTypeConfiguration<Repetition>
{
    /// <summary>The entry of the chain that tells the first; the ones behind it may tell the same to another log.</summary>
    public long Seq { get; set; }

    /// <summary>How many entries tell it, one after the other.</summary>
    public int Entries { get; set; }

    /// <summary>The token that received; null: it was no delivery.</summary>
    public Guid? TokenId { get; set; }

    /// <summary>What it received.</summary>
    public long? Revision { get; set; }

    /// <summary>From where; a network, where there are too many addresses to tell apart.</summary>
    public string? Address { get; set; }

    public DateTime FirstAt { get; set; }
    public DateTime LastAt { get; set; }

    /// <summary>How often, with the first.</summary>
    public long Count { get; set; }

    /// <summary>How many of them the chain does not tell yet.</summary>
    public long Untold { get; set; }

    /// <summary>The first of those.</summary>
    public DateTime? UntoldSince { get; set; }

    public Repetition Copy() => (Repetition)MemberwiseClone();

    public void Configure(EntityTypeBuilder<Repetition> builder)
    {
        builder.ToTable("Repetitions").HasKey(row => row.Seq);
        builder.Property(row => row.Seq).ValueGeneratedNever();
    }
}
