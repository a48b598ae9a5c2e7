using SecretsDashboard.Account;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>The stores come out of a container that checks scopes, as the one of the environment Development does.</summary>
public sealed class AccountServicesTests : DatabaseTest
{
    [Fact]
    public void Stores_InACheckingContainer_AreBuilt()
    {
        Assert.NotNull(Database.Get<AccountStore>());
        Assert.NotNull(Database.Get<SessionStore>());
        Assert.NotNull(Database.Get<People>());
    }
}
