using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>A link that lets one person join. The row is the invitation: when it is used or withdrawn it is gone. Only a digest of its code is kept.</summary>
internal sealed class Invitation : IEntityTypeConfiguration<Invitation>
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(72);

    public Guid Id { get; set; }
    public string Email { get; set; } = "";
    public string NormalizedEmail { get; set; } = "";
    public InstanceRole Role { get; set; }
    public byte[] Digest { get; set; } = [];
    public DateTime CreatedAt { get; set; }
    public Guid CreatedBy { get; set; }
    public DateTime ExpiresAt { get; set; }

    /// <summary>When it was found expired: it is for good, whatever the clock says later.</summary>
    public DateTime? EndedAt { get; set; }

    public static Expression<Func<Invitation, bool>> IsLive(DateTime now) => invitation => invitation.EndedAt == null && invitation.ExpiresAt > now;

    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("Invitations");
        builder.Property(invitation => invitation.Id).ValueGeneratedNever();
        builder.Property(invitation => invitation.Email).HasMaxLength(AppUser.EmailLength);
        builder.Property(invitation => invitation.NormalizedEmail).HasMaxLength(AppUser.EmailLength);
        builder.HasIndex(invitation => invitation.NormalizedEmail).IsUnique();
        builder.HasIndex(invitation => invitation.Digest).IsUnique();
    }
}
