using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SecretsDashboard.Data;

/// <summary>
/// A person or a token whose row is gone, by the last name they had: what they did goes on naming them. Nothing else is kept of them, and
/// nothing of what was somebody's own.
/// </summary>
internal sealed class FormerActor : IEntityTypeConfiguration<FormerActor>
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    /// <summary>The project whose token it was; null: it was a person.</summary>
    public Guid? ProjectId { get; set; }

    /// <summary>Keeps the names of tokens that go with their environment or project, within a deed.</summary>
    public static Task KeepAsync(AppDbContext db, IQueryable<ServiceToken> tokens, CancellationToken cancellationToken) => InsertedRows.AddAsync(
        db, "FormerActors", [nameof(Id), nameof(Name), nameof(ProjectId)], tokens.Select(token => new { token.Id, token.Name, token.ProjectId }), "DO NOTHING", null, cancellationToken);

    public void Configure(EntityTypeBuilder<FormerActor> builder)
    {
        builder.ToTable("FormerActors");
        builder.Property(actor => actor.Id).ValueGeneratedNever();
        builder.Property(actor => actor.Name).HasMaxLength(AppUser.NameLength);
    }
}
