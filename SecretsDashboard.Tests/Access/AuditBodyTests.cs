using CsCheck;
using SecretsDashboard.Access;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Access;

/// <summary>What is written into the log is what is read out of it, whatever people are called; bytes that are something else are nothing, and no fault.</summary>
public sealed class AuditBodyTests
{
    private static readonly Gen<DateTime> Times = Gen.DateTime.Select(time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
    private static readonly Gen<string?> MaybeText = Gen.Bool.SelectMany(isThere => isThere ? Property.Text.Select(text => (string?)text) : Gen.Const((string?)null));
    private static readonly Gen<Guid?> MaybeId = Gen.Bool.SelectMany(isThere => isThere ? Gen.Guid.Select(id => (Guid?)id) : Gen.Const((Guid?)null));

    private static readonly Gen<AuditActor> Actors = Gen.Select(Property.Text, Gen.Select(MaybeId, MaybeId), Gen.Select(MaybeText, MaybeText, MaybeText, MaybeText))
        .Select((kind, ids, texts) => new AuditActor(kind, ids.Item1, texts.Item1, ids.Item2, texts.Item2, texts.Item3) { Email = texts.Item4 });

    private static readonly Gen<AuditReads?> MaybeReads = Gen.Bool.SelectMany(isThere => isThere
        ? Gen.Select(Times, Times, Gen.Long, Gen.Bool).Select((first, last, count, caughtUp) => (AuditReads?)new AuditReads(first, last, count) { IsCaughtUp = caughtUp })
        : Gen.Const((AuditReads?)null));

    private static readonly Gen<AuditLine> Lines = Gen.Select(
        Gen.Select(Property.Text, Property.Text, Property.Text.Array[0, 3]),
        Gen.Select(MaybeText, MaybeText, MaybeText, MaybeText, MaybeText),
        Gen.Select(MaybeId, MaybeId, MaybeId, MaybeId),
        Gen.Select(Gen.Bool, Gen.Long, Gen.Int, MaybeReads)).Select((sure, texts, ids, numbers) => new AuditLine(sure.Item1)
        {
            Outcome = sure.Item2,
            Environments = sure.Item3,
            Reason = texts.Item1,
            ProjectName = texts.Item2,
            TargetName = texts.Item3,
            TargetEmail = texts.Item4,
            ReceiverName = texts.Item5,
            ProjectId = ids.Item1,
            OwnerId = ids.Item2,
            TargetId = ids.Item3,
            ReceiverId = ids.Item4,
            Revision = numbers.Item1 ? numbers.Item2 : null,
            Names = numbers.Item1 ? null : numbers.Item3,
            Reads = numbers.Item4,
        });

    [Fact]
    public void Read_WhateverWasWritten_IsTheSame()
    {
        Gen.Select(Times, Actors, Lines).Holds((time, actor, line) =>
        {
            var read = AuditBody.Read(AuditBody.Write(time, actor, line))!;

            Assert.Equal((time, actor), (read.Time, read.Actor));
            Assert.Equal(line.Environments, read.Line.Environments);
            Assert.Equal(line, read.Line with { Environments = line.Environments });
        });
    }

    [Fact]
    public void Write_WhatWasRead_GivesTheSameBytes()
    {
        Gen.Select(Times, Actors, Lines).Holds((time, actor, line) =>
        {
            var body = AuditBody.Write(time, actor, line);
            var read = AuditBody.Read(body)!;

            Assert.Equal(body, AuditBody.Write(read.Time, read.Actor, read.Line));
        });
    }

    [Fact]
    public void Read_DamagedBody_IsReadOrIsNothing()
    {
        var nothing = 0;
        Gen.Select(Gen.Select(Times, Actors, Lines), Gen.Int[0, 2000], Gen.Byte).Holds((entry, at, other) =>
        {
            var body = AuditBody.Write(entry.Item1, entry.Item2, entry.Item3);
            body[at % body.Length] = other;

            nothing += AuditBody.Read(body) is null ? 1 : 0;
            Assert.Null(AuditBody.Read(body.AsMemory(0, at % body.Length)));
        });
        Assert.True(nothing > 20, $"only {nothing} were refused");
    }
}
