namespace SecretsDashboard.Access;

/// <summary>What a session opens.</summary>
internal enum SessionState
{
    /// <summary>Nothing: it was ended or ran out, or its person is disabled.</summary>
    Ended,

    /// <summary>One's own account, where the second factor that is required and missing is set up, and nothing else.</summary>
    Limited,

    /// <summary>All that its person may do.</summary>
    Live,
}
