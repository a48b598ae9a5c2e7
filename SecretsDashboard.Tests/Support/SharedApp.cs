namespace SecretsDashboard.Tests.Support;

/// <summary>Tests that share one running app; each uses projects of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedApp : ICollectionFixture<TestApp>
{
    public const string Name = "app";
}
