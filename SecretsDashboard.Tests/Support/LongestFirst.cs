using SecretsDashboard.Tests.Access;
using SecretsDashboard.Tests.Api;
using SecretsDashboard.Tests.Data;
using SecretsDashboard.Tests.HostCommands;
using SecretsDashboard.Tests.Journeys;
using SecretsDashboard.Tests.Shell;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("SecretsDashboard.Tests.Support.LongestFirst", "SecretsDashboard.Tests")]

namespace SecretsDashboard.Tests.Support;

/// <summary>Begins with the collections that take longest, so that none of them is left alone at the end while the other processors wait.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    // of a collection that is a class, the class
    private static readonly string[] Longest =
    [
        SharedBrowser.Name, SecretsBrowser.Name, nameof(KillJourneyTests), SharedApp.Name, nameof(AccessMatrixTests), nameof(HostCommandTests), nameof(MalformedRowTests), nameof(ServerStartTests), nameof(PublishedCopyTests),
        nameof(DeliveryKillTests), nameof(ServerListenTests), nameof(RestoreTests), nameof(ReleasedInstanceTests), nameof(TalliesTests),
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Array.IndexOf(Longest, collection.DisplayName.Split('.')[^1]) is var place and >= 0 ? place : Longest.Length);
}
