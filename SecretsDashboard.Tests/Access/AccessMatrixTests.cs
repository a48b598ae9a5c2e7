using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;
using Xunit.Abstractions;

namespace SecretsDashboard.Tests.Access;

/// <summary>
/// Every method of a store that takes a caller, for every role in the instance and in the project: in one's own project, in a foreign
/// one and in one that does not exist. Methods are found by reflection, so one without a rule fails.
/// </summary>
public sealed class AccessMatrixTests(ITestOutputHelper output) : DatabaseTest
{
    private static readonly ProjectRole?[] Roles = [null, ProjectRole.Viewer, ProjectRole.Editor, ProjectRole.Manager];
    private int places;

    [Fact]
    public void EveryMethodWithACaller_HasARule()
    {
        var found = typeof(Caller).Assembly.GetTypes()
            .Where(type => type.Namespace is not ("SecretsDashboard.Access" or "SecretsDashboard.Data") && !type.IsSubclassOf(typeof(Delegate)) && !type.IsDefined(typeof(CompilerGeneratedAttribute)))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(method => !method.IsPrivate && !method.IsDefined(typeof(CompilerGeneratedAttribute)))
                .Where(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Caller)))
                .Select(method => $"{type.Name}.{method.Name}"))
            .Distinct().Order(StringComparer.Ordinal).ToList();
        var ruled = MatrixDeed.All.Select(deed => deed.Method).Concat(MatrixDeed.OnOneself).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(ruled, found);
    }

    [Fact]
    public async Task EveryCell_IsAsThePolicySays_AndTheRefusedAndTheMissingLookAlike()
    {
        var owner = await Callers.OwnerAsync();
        var people = new Dictionary<(InstanceRole, ProjectRole?), Caller>();
        foreach (var instance in Enum.GetValues<InstanceRole>())
        {
            foreach (var role in Roles)
            {
                people[(instance, role)] = await Callers.PersonAsync($"{instance} {role}", instance);
            }
        }
        var wrong = new List<string>();
        var ended = 0;
        Database.Get<Revocations>().Ended += (_, _) => ended++;
        var sessions = await SessionsAsync();
        var cells = 0;
        var place = await NewPlaceAsync();
        var foreign = await NewPlaceAsync(join: false);
        foreach (var deed in MatrixDeed.All)
        {
            foreach (var ((instance, role), caller) in people)
            {
                var expected = AccessPolicy.Allows(instance, role, deed.Needs);
                await CheckAsync(deed, caller, place, expected, $"{instance}/{role}");
                place = expected ? await NewPlaceAsync() : place;
                if (deed.InProject && role is ProjectRole.Manager)
                {
                    var isOpen = AccessPolicy.Allows(instance, null, deed.Needs);
                    await CheckAsync(deed, caller, foreign, isOpen, $"{instance}, foreign project");
                    foreign = isOpen ? await NewPlaceAsync(join: false) : foreign;
                    await CheckAsync(deed, caller, place.At("no-such-project"), false, $"{instance}, no project");
                }
            }
        }
        output.WriteLine($"{cells} cells");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        async Task<MatrixPlace> NewPlaceAsync(bool join = true)
        {
            var made = await MatrixPlace.MakeAsync(Database, Callers, Given, owner, $"place-{++places}");
            foreach (var ((_, role), caller) in people.Where(each => join && each.Key.Item2 is not null))
            {
                await Callers.JoinAsync(caller, made.Project, role!.Value);
            }
            return made;
        }

        async Task CheckAsync(MatrixDeed deed, Caller caller, MatrixPlace where, bool expected, string who)
        {
            cells++;
            var refused = await Record.ExceptionAsync(() => deed.Call(where, caller with { Address = $"cell {cells}" }));
            var isAllowed = refused is null;
            // sessions end by deeds of the instance alone
            var left = await SessionsAsync();
            if (deed.InProject && (ended > 0 || sessions.Except(left).Any()))
            {
                wrong.Add($"{deed} by {who}: ended a session");
            }
            (sessions, ended) = (left, 0);
            if (refused is not (null or AccessDeniedException) || isAllowed != expected)
            {
                wrong.Add($"{deed} by {who}: {(isAllowed ? "done" : refused!.GetType().Name)}");
            }
            if (refused is AccessDeniedException denied)
            {
                var line = await LastAuditAsync();
                if ((line.Text("action"), line.Text("reason"), line.Text("actor.name") is not null) != ("access.refused", denied.Reason, true))
                {
                    wrong.Add($"{deed} by {who}: refused and not on record");
                }
                if (who.EndsWith("foreign project", StringComparison.Ordinal) && denied.Reason != AccessDeniedException.NotAMember)
                {
                    wrong.Add($"{deed} by {who}: {denied.Reason}");
                }
                if (who.EndsWith("no project", StringComparison.Ordinal) && denied.Reason != AccessDeniedException.UnknownTarget)
                {
                    wrong.Add($"{deed} by {who}: {denied.Reason}");
                }
            }
        }
    }

    private Task<List<Guid>> SessionsAsync() => Database.ReadAsync(db => db.Sessions.Select(row => row.Id).ToListAsync());
}
