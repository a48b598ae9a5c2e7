using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>A person's authenticator app. Its seed is sealed, bound to person and enrolment; no row, no app.</summary>
internal sealed class Authenticator : IEntityTypeConfiguration<Authenticator>
{
    public Guid UserId { get; set; }

    /// <summary>Which one of the person's it is, from 1; see <see cref="AppUser.Enrolments"/>.</summary>
    public uint Enrolment { get; set; }

    public byte[] Sealed { get; set; } = [];

    /// <summary>The time step of the last code that was accepted: no code counts that is not newer.</summary>
    public long LastStep { get; set; }

    public DateTime CreatedAt { get; set; }

    public void Configure(EntityTypeBuilder<Authenticator> builder)
    {
        builder.ToTable("Authenticators").HasKey(row => row.UserId);
        builder.Property(row => row.UserId).ValueGeneratedNever();
        builder.HasOne<AppUser>().WithOne().HasForeignKey<Authenticator>(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
