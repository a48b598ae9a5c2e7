namespace SecretsDashboard.Tests.Support;

/// <summary>The journeys of projects, secrets and tokens, and of the connection they are typed over: a browser and an app beside those of <see cref="SharedBrowser"/>, so that both lines of journeys run at a time.</summary>
[CollectionDefinition(Name)]
public sealed class SecretsBrowser : ICollectionFixture<BrowserFixture>, ICollectionFixture<TestApp>
{
    public const string Name = "journeys of secrets";
}
