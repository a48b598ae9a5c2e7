using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Projects;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Support;

/// <summary>A server's folder with an owner, made by a server, and a project, made past it while no server runs.</summary>
internal sealed class FirstProject(Visitor visitor, OpenedFolder opened, Caller owner, string slug) : IAsyncDisposable
{
    /// <summary>The owner's browser, signed in.</summary>
    public Visitor Visitor { get; } = visitor;

    public static async Task<FirstProject> MakeAsync(ServerFolder folder, string slug)
    {
        Visitor visitor;
        await using (var server = await ServerProcess.StartAsync(folder))
        {
            visitor = new Visitor(server.Address);
            using var setUp = await visitor.SetUpAsync(server.SetUpCode, TestApp.OwnerName, TestApp.OwnerEmail, TestApp.Password);
            Assert.Equal(HttpStatusCode.Redirect, setUp.StatusCode);
            await visitor.ReadFormTokenAsync();
            await server.StopAsync();
        }
        var opened = await OpenedFolder.OpenAsync(folder);
        await using var db = await opened.Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        var session = await db.Sessions.SingleAsync();
        var owner = new Caller(session.UserId, session.Id, null, "test");
        var created = await opened.Services.GetRequiredService<ProjectStore>().CreateAsync(owner, new ProjectForm { Name = slug, Slug = slug }, CancellationToken.None);
        Assert.True(created.IsDone);
        return new FirstProject(visitor, opened, owner, slug);
    }

    /// <summary>A token for one environment with every right.</summary>
    public async Task<string> MintAsync(string environment, string name)
    {
        var form = new TokenForm { Name = name, Environment = environment, Read = true, List = true, Write = true, Days = "1" };
        return (await opened.Services.GetRequiredService<TokenStore>().MintAsync(owner, slug, form, CancellationToken.None)).Token!;
    }

    /// <summary>Lets go of the folder; the visitor stays.</summary>
    public ValueTask DisposeAsync() => opened.DisposeAsync();
}
