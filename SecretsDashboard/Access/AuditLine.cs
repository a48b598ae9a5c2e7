using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>What happened, in ids and names. No field can hold a value, a token or a link.</summary>
/// <param name="Action">A word of <see cref="AuditAction"/>.</param>
internal sealed record AuditLine(string Action)
{
    public const string Ok = "ok";
    public const string Denied = "denied";
    public const string Failed = "failed";

    /// <summary>A value that was given is the stored one.</summary>
    public const string Matched = "matched";

    /// <summary>No value that was given is the stored one.</summary>
    public const string NotMatched = "not_matched";

    /// <summary>A line about a person.</summary>
    public static AuditLine About(string action, AppUser person) => new(action) { TargetId = person.Id, TargetName = person.Name, TargetEmail = person.Email };

    public string Outcome { get; init; } = Ok;

    /// <summary>Why it was refused, or what part was changed; a word, never text a person typed.</summary>
    public string? Reason { get; init; }

    public Guid? ProjectId { get; init; }
    public string? ProjectName { get; init; }

    /// <summary>Whose personal secrets it is about: nobody else is shown the line. It outlives the project and the person.</summary>
    public Guid? OwnerId { get; init; }

    public Guid? TargetId { get; init; }

    /// <summary>The target's public name: a key, a slug, a person's name.</summary>
    public string? TargetName { get; init; }

    /// <summary>The address of a target that is a person.</summary>
    public string? TargetEmail { get; init; }

    /// <summary>Slugs of the environments whose values were set, removed or delivered.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>The environment's revision that was delivered.</summary>
    public long? Revision { get; init; }

    /// <summary>The project whose program received what this line's project shares; null: it is this project's own, or no delivery.</summary>
    public Guid? ReceiverId { get; init; }

    /// <summary>What that project is called.</summary>
    public string? ReceiverName { get; init; }

    /// <summary>How many names an import asked about at once.</summary>
    public int? Names { get; init; }

    /// <summary>How often the same happened since it was last told; null: once.</summary>
    public AuditReads? Reads { get; init; }
}
