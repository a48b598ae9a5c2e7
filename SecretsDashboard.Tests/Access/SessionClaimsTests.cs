using System.Security.Claims;
using SecretsDashboard.Access;

namespace SecretsDashboard.Tests.Access;

/// <summary>The cookie carries two ids; anything less is nobody.</summary>
public sealed class SessionClaimsTests
{
    private static readonly Guid User = Guid.NewGuid();
    private static readonly Guid Session = Guid.NewGuid();

    [Fact]
    public void Create_Ids_AreAllThereIsAndReadBack()
    {
        var principal = SessionClaims.Create(User, Session, "test");

        Assert.Equal((User, Session), SessionClaims.Read(principal));
        Assert.Equal(2, principal.Claims.Count());
    }

    [Fact]
    public void Read_NobodyOrNotAuthenticated_IsNull()
    {
        Assert.Null(SessionClaims.Read(null));
        Assert.Null(SessionClaims.Read(new ClaimsPrincipal()));
        Assert.Null(SessionClaims.Read(Principal(null, User.ToString(), Session.ToString())));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("olga", "session")]
    public void Read_IdsThatAreNone_IsNull(string user, string session)
    {
        Assert.Null(SessionClaims.Read(Principal("test", user, session)));
        Assert.Null(SessionClaims.Read(Principal("test", User.ToString(), session)));
        Assert.Null(SessionClaims.Read(Principal("test", user, Session.ToString())));
    }

    private static ClaimsPrincipal Principal(string? scheme, string user, string session) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user), new Claim("sid", session)], scheme));
}
