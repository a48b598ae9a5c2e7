namespace SecretsDashboard.Tests.Support;

/// <summary>The journeys of people, the frame and the proxies share one browser and one running app; each has a profile and projects of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedBrowser : ICollectionFixture<BrowserFixture>, ICollectionFixture<TestApp>
{
    public const string Name = "journeys";
}
