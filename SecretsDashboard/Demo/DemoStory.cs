using System.Net;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Attention;
using SecretsDashboard.Data;
using SecretsDashboard.Members;

namespace SecretsDashboard.Demo;

/// <summary>
/// A month in the life of three projects, told to an empty instance through the stores that pages and programs use, at the times at which it
/// would have happened. It ends now. The instance is marked first: audited as <c>instance.demo</c>.
/// </summary>
internal sealed class DemoStory
{
    // a few days more than thirty: what no program received for so long is told, too
    private const int Length = 33;
    private const int Retries = 3;
    private static readonly DemoSecret Legacy = new("LEGACY_API_KEY", "*32", [], "");

    private readonly IServiceProvider services;
    private readonly DemoClock clock;
    private readonly DemoCast cast;
    private readonly DemoWork work;
    private readonly DemoPrograms programs;
    private readonly Random random = new(Length);
    private readonly DateTimeOffset first;
    private readonly DateTimeOffset end = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1);
    private readonly List<(DateTimeOffset At, Func<CancellationToken, Task> Deed)> deeds = [];

    /// <param name="services">Of a started, empty instance that knows the time from <paramref name="clock"/>.</param>
    /// <param name="clock">Stands at <see cref="Begin"/>.</param>
    /// <param name="password">Of all people.</param>
    public DemoStory(IServiceProvider services, DemoClock clock, string password)
    {
        (this.services, this.clock) = (services, clock);
        cast = new DemoCast(services, clock, password);
        work = new DemoWork(services, cast, random);
        programs = new DemoPrograms(services, cast);
        first = new DateTimeOffset(clock.GetUtcNow().Date, TimeSpan.Zero);
    }

    /// <summary>When a story that ends now begins: on a morning a month ago.</summary>
    public static DateTimeOffset Begin(DateTimeOffset now) => new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-Length).AddHours(9);

    /// <summary>Tells all of it.</summary>
    /// <returns>The address of the owner.</returns>
    /// <exception cref="InvalidOperationException">A store refused what the story has people do.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public async Task<string> TellAsync(CancellationToken cancellationToken)
    {
        await MarkAsync(cancellationToken);
        People();
        foreach (var project in DemoProject.All)
        {
            Project(project);
        }
        Own();
        foreach (var token in DemoToken.All)
        {
            Program(token);
        }
        Changes();
        Incidents();
        Judgements();
        foreach (var (at, deed) in deeds.Where(deed => deed.At < end).OrderBy(deed => deed.At).ToList())
        {
            clock.MoveTo(at);
            await deed(cancellationToken);
        }
        clock.MoveTo(end);
        await services.GetRequiredService<Tallies>().StopAsync(cancellationToken);
        return DemoPerson.Owner.Email;
    }

    private Task<int> MarkAsync(CancellationToken cancellationToken) => services.GetRequiredService<WriteGate>().WriteAsync(async db =>
    {
        (await db.Instance.SingleAsync(cancellationToken)).IsDemo = true;
        await services.GetRequiredService<AuditLog>().AppendAsync(db, AuditActor.Host(), new AuditLine(AuditAction.InstanceDemo), cancellationToken);
        return await db.SaveChangesAsync(cancellationToken);
    }, cancellationToken);

    private void On(int day, double hour, Func<CancellationToken, Task> deed) => deeds.Add((first.AddDays(day).AddHours(hour), deed));

    private void People()
    {
        On(0, 9.1, cast.SetUpAsync);
        foreach (var (person, place) in DemoPerson.All.Skip(1).Select((person, place) => (person, place)))
        {
            var code = "";
            On(person.JoinsOn, 9.2 + (place / 60.0), async stop => code = await cast.InviteAsync(DemoPerson.Owner, person.Email, person.Role, stop));
            On(person.JoinsOn, 9.5 + (place / 60.0), stop => cast.JoinAsync(person, code, stop));
        }
        On(5, 15, stop => cast.InviteAsync(DemoPerson.Owner, "sam@example.com", InstanceRole.Member, stop));
        On(Length - 1, 16, stop => cast.InviteAsync(DemoPerson.Of("Grace"), "nora@example.com", InstanceRole.Member, stop));
    }

    private void Project(DemoProject project)
    {
        On(0, 10, stop => work.CreateAsync(project, stop));
        foreach (var (name, role) in project.Members.Skip(1))
        {
            var person = DemoPerson.Of(name);
            On(person.JoinsOn, 10.2, stop => work.AddMemberAsync(project, person, role, stop));
        }
        var manager = DemoPerson.Of(project.Manager);
        foreach (var environment in project.Environments)
        {
            On(0, 10.5, stop => work.ImportAsync(manager, project.Slug, project.Secrets, environment, stop));
        }
        foreach (var secret in project.Secrets.Where(secret => secret.Description.Length > 0))
        {
            On(0, 10.6, stop => work.DescribeAsync(manager, project.Slug, secret, stop));
        }
        On(0, 10.8, stop => work.ProtectAsync(project, stop));
    }

    private void Own()
    {
        foreach (var environment in (string[])["development", "staging", DemoProject.Production])
        {
            On(1, 11, stop => work.ImportAsync(DemoPerson.Owner, ProjectAddress.Shared, DemoProject.Shared, environment, stop));
        }
        On(1, 11.2, stop => work.ImportAsync(DemoPerson.Owner, ProjectAddress.Personal, [new("GITHUB_TOKEN", "ghp_demo*32", [], ""), new("HOME_SERVER_PASSWORD", "*20", [], "")], "development", stop));
    }

    private void Program(DemoToken token)
    {
        var by = DemoPerson.Of(DemoProject.All.Single(project => project.Slug == token.Project).Manager);
        On(token.Day, 14, stop => programs.MintAsync(token, by, stop));
        for (var hour = 14.5; token.Every > 0 && hour < (Length - token.Day + 1) * 24; hour += token.Every + random.NextDouble())
        {
            foreach (var time in Enumerable.Range(0, random.Next(1, Retries + 1)).Select(again => hour + (again / 200.0)))
            {
                On(token.Day, time, stop => programs.AskAsync(token, token.Address, stop));
            }
        }
    }

    // somebody changes something on most days: production by a manager, the rest by anyone who may
    private void Changes()
    {
        for (var day = 2; day <= Length; day++)
        {
            for (var count = random.Next(0, 4); count > 0; count--)
            {
                var project = DemoProject.All[random.Next(DemoProject.All.Count)];
                var rotating = project.Secrets.Where(each => each.Rotates).ToList();
                var secret = rotating[random.Next(rotating.Count)];
                var open = project.Environments.Except(secret.Without).ToList();
                var environment = open[random.Next(open.Count)];
                var (on, isProduction) = (day, environment == DemoProject.Production);
                var able = project.Members.Where(member => (member.Role == ProjectRole.Manager || (member.Role == ProjectRole.Editor && !isProduction)) && DemoPerson.Of(member.Person).JoinsOn < on)
                    .Select(member => DemoPerson.Of(member.Person)).Where(person => person != DemoPerson.Leaver || on < 24).ToList();
                var by = able[random.Next(able.Count)];
                On(day, 9 + (random.NextDouble() * 8), stop => work.ChangeAsync(by, project, secret, environment, stop));
            }
        }
        var (shop, card) = (DemoProject.All[0], DemoProject.All[0].Secrets.Single(secret => secret.Key == "STRIPE_SECRET_KEY"));
        On(Length - 1, 15.2, stop => work.ChangeAsync(DemoPerson.Of("Mei"), shop, card, DemoProject.Production, stop));
        On(3, 16, stop => work.ImportAsync(DemoPerson.Of("Omar"), "web-shop", [Legacy], "development", stop));
        On(17, 12, stop => work.DeleteAsync(DemoPerson.Of("Omar"), "web-shop", Legacy.Key, stop));
    }

    // what is missing on purpose, and what can wait
    private void Judgements()
    {
        foreach (var (project, key, environment) in DemoProject.NotNeeded)
        {
            On(2, 11, stop => work.MarkNotNeededAsync(DemoPerson.Of(DemoProject.All.Single(each => each.Slug == project).Manager), project, key, environment, stop));
        }
        var idle = DemoToken.All.Single(token => token.Every == 0);
        On(Length - 1, 10, stop => programs.PutOffAsync(idle, AttentionKind.TokenUnused, DemoPerson.Of("Grace"), stop));
    }

    private void Incidents()
    {
        var members = services.GetRequiredService<MemberStore>();
        var (grace, kwame) = (DemoPerson.Of("Grace"), DemoPerson.Of("Kwame"));
        foreach (var (day, hour, name) in ((int, double, string)[])[(7, 8.9, "Omar"), (7, 8.92, "Omar"), (21, 9.3, "Sofia")])
        {
            On(day, hour, stop => cast.MistypeAsync(DemoPerson.Of(name), stop));
        }
        On(13, 15, stop => work.TryAsync(DemoPerson.Of("Chloe"), "web-shop", "STRIPE_SECRET_KEY", stop));
        On(18, 17, async stop => await members.DisableAsync(await cast.AtAsync(grace, stop, confirmed: true), cast.IdOf(kwame), stop));
        On(19, 9, async stop => await members.EnableAsync(await cast.AtAsync(grace, stop, confirmed: true), cast.IdOf(kwame), stop));
        foreach (var again in Enumerable.Range(0, Retries))
        {
            On(20, 3 + (again / 100.0), stop => programs.AskAsync(DemoToken.All[0], IPAddress.Parse("192.0.2.44"), stop));
        }
        On(24, 16, async stop => await members.RemoveAsync(await cast.AtAsync(grace, stop, confirmed: true), cast.IdOf(DemoPerson.Leaver), stop));
        On(26, 11, stop => programs.RevokeAsync(DemoToken.All.Single(token => token.Name == "notebooks"), DemoPerson.Of("Priya"), stop));
    }
}
