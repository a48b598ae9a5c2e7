using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>A person of this instance. The e-mail address is the user name; it is one account however it is written.</summary>
public sealed class AppUser : IdentityUser<Guid>
{
    public const int NameLength = 100;
    public const int EmailLength = 254;

    public string Name { get; set; } = "";
    public InstanceRole Role { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime? LastSignInAt { get; set; }
    public DateTime? DisabledAt { get; set; }

    /// <summary>How often an authenticator app was set up. It only grows: what was sealed for one enrolment opens for no other.</summary>
    public uint Enrolments { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<AppUser>
    {
        public void Configure(EntityTypeBuilder<AppUser> builder)
        {
            builder.ToTable("People");
            builder.Property(user => user.Name).HasMaxLength(NameLength);
            builder.HasIndex(user => user.NormalizedEmail).IsUnique();
        }
    }
}
