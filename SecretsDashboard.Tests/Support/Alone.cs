namespace SecretsDashboard.Tests.Support;

/// <summary>Tests that measure time: nothing else of the run goes on beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
