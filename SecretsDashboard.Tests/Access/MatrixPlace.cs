using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Projects;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Access;

/// <summary>A project with everything a deed can be done to, and people beside it: what each cell of the matrix is tried on.</summary>
internal sealed class MatrixPlace(TestDatabase database, string project)
{
    public const string Key = "API_KEY";
    public const string ProtectedKey = "GUARDED";
    public const string Protected = "production";
    public const string Open = "development";

    public string Project { get; } = project;

    public Guid Environment { get; private set; }

    /// <summary>The environment that is protected.</summary>
    public Guid Guarded { get; private set; }

    public Guid Token { get; private set; }

    /// <summary>An Editor of the project, a Member of the instance.</summary>
    public Guid Editor { get; private set; }

    /// <summary>Somebody who is in no project.</summary>
    public Guid Stranger { get; private set; }

    public Guid Invitation { get; private set; }

    public T Get<T>() where T : notnull => database.Get<T>();

    /// <summary>The same people and things, addressed as if they belonged to another project.</summary>
    public MatrixPlace At(string other) => new(database, other) { Environment = Environment, Guarded = Guarded, Token = Token, Editor = Editor, Stranger = Stranger, Invitation = Invitation };

    public static async Task<MatrixPlace> MakeAsync(TestDatabase database, TestCallers callers, Given given, Caller owner, string slug)
    {
        var place = new MatrixPlace(database, slug);
        var made = await database.Get<ProjectStore>().CreateAsync(owner, new ProjectForm { Name = slug, Slug = slug }, CancellationToken.None);
        Assert.True(made.IsDone);
        await given.SecretInAsync(owner, slug, Key, (Open, "x"));
        await given.SecretInAsync(owner, slug, ProtectedKey, (Protected, "x"), (Open, "y"));
        var environments = (await database.Get<ProjectStore>().GetAsync(owner, slug, CancellationToken.None)).Environments;
        place.Environment = environments.Single(each => each.Slug == "staging").Id;
        place.Guarded = environments.Single(each => each.Slug == Protected).Id;
        await database.Get<EnvironmentStore>().ProtectAsync(owner, slug, place.Guarded, true, CancellationToken.None);
        place.Token = (await database.Get<TokenStore>().MintAsync(owner, slug, new TokenForm { Name = "web", Environment = Open, Read = true, Days = "1" }, CancellationToken.None)).Id!.Value;
        place.Editor = (await callers.InAsync(slug, ProjectRole.Editor)).UserId;
        place.Stranger = (await callers.PersonAsync("Stranger", InstanceRole.Member)).UserId;
        place.Invitation = (await given.InvitationAsync(owner, $"{slug}@example.com", InstanceRole.Member)).Id;
        return place;
    }
}
