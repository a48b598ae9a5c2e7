using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>What of a tally is to be written: its row, and the sum that the chain is told.</summary>
/// <param name="Of">The tally.</param>
/// <param name="Row">Its row as it will be.</param>
/// <param name="Told">The sum; null: the chain is told later.</param>
/// <param name="Before">How many were written until now.</param>
/// <param name="IsEnd">It is the last: the row goes.</param>
internal sealed record TallyState(Tally Of, Repetition Row, AuditReads? Told, long Before, bool IsEnd);
