namespace SecretsDashboard.Projects;

/// <summary>The answer to a change of a project or its environments: done, or the sentence that says what to mend and where.</summary>
internal sealed record ProjectOutcome(string? Problem, string? Field = null)
{
    public static ProjectOutcome Done { get; } = new(null as string);

    public bool IsDone => Problem is null;
}
