using SecretsDashboard.Access;

namespace SecretsDashboard.Overview;

/// <summary>Something that somebody did lately, as a sentence.</summary>
/// <param name="Seq">Its number in the audit log.</param>
/// <param name="Who">The person or program.</param>
/// <param name="Sentence">What follows their name.</param>
public sealed record OverviewEvent(long Seq, DateTime Time, string Who, bool IsProgram, IReadOnlyList<SentencePart> Sentence);
