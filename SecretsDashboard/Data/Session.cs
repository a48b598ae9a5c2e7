using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>One signed-in browser. The row is the session: when it is gone the cookie opens nothing.</summary>
internal sealed class Session : IEntityTypeConfiguration<Session>
{
    public static readonly TimeSpan Absolute = TimeSpan.FromHours(12);
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan Confirmed = TimeSpan.FromMinutes(5);

    /// <summary>The moment of a confirmation that is over.</summary>
    public static readonly DateTime Never = DateTime.UnixEpoch;

    public const int DeviceLength = 200;

    public Guid Id { get; set; }
    public Guid UserId { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime LastSeenAt { get; set; }

    /// <summary>When the person last showed that it is them: at sign-in, and whenever it is asked again.</summary>
    public DateTime ConfirmedAt { get; set; }

    /// <summary>When it was found to have run out: it has for good, whatever the clock says later.</summary>
    public DateTime? EndedAt { get; set; }

    public string Address { get; set; } = "";
    public string Device { get; set; } = "";

    // a clock that was set back is as far from it on the other side
    public bool IsConfirmed(DateTime now) => (now - ConfirmedAt).Duration() < Confirmed;

    public bool IsLive(DateTime now) => EndedAt is null && now < CreatedAt + Absolute && now < LastSeenAt + Idle;

    /// <summary>Over, and not ended yet.</summary>
    public static Expression<Func<Session, bool>> RanOut(DateTime now)
    {
        var (oldest, idle) = (now - Absolute, now - Idle);
        return session => session.EndedAt == null && (session.CreatedAt <= oldest || session.LastSeenAt <= idle);
    }

    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("Sessions");
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.HasOne<AppUser>().WithMany().HasForeignKey(session => session.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
