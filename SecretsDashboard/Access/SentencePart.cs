namespace SecretsDashboard.Access;

/// <summary>A part of a sentence about an entry of the audit log.</summary>
/// <param name="Text">The words.</param>
/// <param name="Kind">What they are, so that a page can set them.</param>
public sealed record SentencePart(string Text, SentencePart.Sort Kind)
{
    /// <summary>Where it is shown; null: nowhere, or not said here.</summary>
    public string? Address { get; init; }

    /// <summary>Words of ours; the name of somebody or something; the key of a secret or another name as programs know it.</summary>
    public enum Sort
    {
        Words,
        Name,
        Key,
    }
}
