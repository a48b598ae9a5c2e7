namespace SecretsDashboard.Tests.Support;

/// <summary>The journeys of people and their access share another browser and app, and so run beside those of secrets.</summary>
[CollectionDefinition(Name)]
public sealed class TeamBrowser : ICollectionFixture<BrowserFixture>, ICollectionFixture<TestApp>
{
    public const string Name = "journeys of teams";
}
