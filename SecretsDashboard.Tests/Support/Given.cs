using System.Text;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;
using SecretsDashboard.Members;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Support;

/// <summary>Brings about what a test starts from, through the stores themselves.</summary>
internal sealed class Given(TestDatabase database, TestCallers callers)
{
    public const string Project = "bot";

    /// <summary>A project with the default environments; answers its Manager.</summary>
    public async Task<Caller> ProjectAsync(string slug = Project, string name = "Bot")
    {
        var manager = await callers.AdminAsync();
        var outcome = await database.Get<ProjectStore>().CreateAsync(manager, new ProjectForm { Name = name, Slug = slug }, CancellationToken.None);
        Assert.Null(outcome.Problem);
        return manager;
    }

    /// <summary>A secret with values by environment slug.</summary>
    public async Task<Secret> SecretAsync(Caller caller, string key, params (string Environment, string Value)[] values)
    {
        await SecretInAsync(caller, Project, key, values);
        return await SecretAsync(key);
    }

    /// <summary>An invitation with the code of its link.</summary>
    public async Task<(Guid Id, string? Code)> InvitationAsync(Caller caller, string email, InstanceRole role)
    {
        var outcome = await database.Get<InvitationStore>().InviteAsync(caller, new InviteForm { Email = email, Role = $"{role}" }, CancellationToken.None);
        Assert.Equal("saved", outcome.Outcome);
        return (await database.ReadAsync(db => db.Invitations.Where(row => row.Email == email).Select(row => row.Id).SingleAsync()), outcome.Code);
    }

    /// <summary>Grace Hopper with this address and password, who just joined.</summary>
    public async Task<Caller> JoinedAsync(string email, string password, InstanceRole role = InstanceRole.Member)
    {
        var invitation = await InvitationAsync(await callers.OwnerAsync(), email, role);
        var form = new JoinForm { Code = invitation.Code, Name = "Grace Hopper", Password = password, ConfirmPassword = password };
        var joined = await database.Get<JoinStore>().JoinAsync(form, new Visit(null, "Test", "request-1"), CancellationToken.None);
        var ids = SessionClaims.Read(joined.Principal)!.Value;
        return new Caller(ids.User, ids.Session, null, "request-1");
    }

    /// <summary>The same in another project than the usual one.</summary>
    public async Task SecretInAsync(Caller caller, string project, string key, params (string Environment, string Value)[] values)
    {
        using var draft = Draft(key, values);
        var outcome = await database.Get<SecretStore>().AddAsync(caller, project, draft, CancellationToken.None);
        Assert.True(outcome.IsSaved, string.Join(", ", outcome.Messages.Select(message => message.Text)));
    }

    /// <summary>A token of a project that may read, as the API knows it.</summary>
    public async Task<TokenCaller> TokenAsync(Caller caller, string project, string name, string environment)
    {
        var form = new TokenForm { Name = name, Environment = environment, Read = true, List = true, Write = true, Days = "90" };
        var minted = await database.Get<TokenStore>().MintAsync(caller, project, form, CancellationToken.None);
        return new TokenCaller(database.Get<TokenRegistry>().Find(minted.Token!)!, "192.0.2.9", "request");
    }

    public Task<Secret> SecretAsync(string key) => database.ReadAsync(db => db.Secrets.AsNoTracking().SingleAsync(row => row.Key == key));

    public async Task ProtectAsync(params string[] environments) => await database.Gate.WriteAsync(
        db => db.Environments.Where(row => environments.Contains(row.Slug)).ExecuteUpdateAsync(set => set.SetProperty(row => row.Protected, true)), CancellationToken.None);

    /// <summary>What a dialog posts for single environments.</summary>
    public static SecretDraft Draft(string key, params (string Environment, string Value)[] values)
    {
        var draft = new SecretDraft { Key = key };
        foreach (var (environment, value) in values)
        {
            draft.Values.Add(environment, Value(value));
        }
        return draft;
    }

    /// <summary>What a dialog posts for all environments at once.</summary>
    public static SecretDraft DraftEverywhere(string key, string? value) =>
        new() { Key = key, SameEverywhere = true, Value = value is null ? null : Value(value) };

    public static Plaintext Value(string text) => Plaintext.CopyOf(Encoding.UTF8.GetBytes(text));
}
