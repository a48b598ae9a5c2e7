using SecretsDashboard.Access;

namespace SecretsDashboard.Tests.Access;

/// <summary>All that listen are told whose access ended.</summary>
public sealed class RevocationsTests
{
    [Fact]
    public void End_Listeners_AreToldPersonAndSession()
    {
        var revocations = new Revocations();
        var told = new List<(Guid, Guid?)>();
        revocations.Ended += (user, session) => told.Add((user, session));
        var (person, one) = (Guid.NewGuid(), Guid.NewGuid());

        revocations.End(person, one);
        revocations.End(person, null);

        Assert.Equal([(person, one), (person, null)], told);
    }

    [Fact]
    public void End_NobodyListens_IsFine()
    {
        Assert.Null(Record.Exception(() => new Revocations().End(Guid.NewGuid(), null)));
    }
}
