package dev.reprise.it.hostile;

import dev.reprise.it.hostile.Anatomy.Range;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Ways to damage the bytes of a class file: blindly, or where it hurts. */
enum ByteMutation {
    FLIP_A_BIT {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            byte[] bytes = victim.bytes();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            return bytes;
        }
    },
    SET_A_BYTE {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            return victim.set(random.nextInt(victim.length()), 1, random.nextInt());
        }
    },
    EXTREME_SHORT {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            return victim.set(random.nextInt(victim.length()), 2, extreme(random));
        }
    },
    EXTREME_INT {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            return victim.set(random.nextInt(victim.length()), 4, extreme(random));
        }
    },
    TRUNCATE {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            return Arrays.copyOf(victim.bytes(), random.nextInt(victim.length()));
        }
    },
    DELETE {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            Range range = anywhere(victim, random);
            return victim.replace(range, new byte[0]);
        }
    },
    DUPLICATE {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            Range range = anywhere(victim, random);
            return victim.replace(new Range(range.from(), range.from()), victim.content(range));
        }
    },
    SPLICE {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            byte[] other = victim.donor();
            int from = random.nextInt(other.length);
            byte[] piece = Arrays.copyOfRange(other, from, from + random.nextInt(other.length - from));
            return victim.replace(anywhere(victim, random), piece);
        }
    },
    RANDOM_BYTES {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            byte[] bytes = victim.bytes();
            int from = random.nextInt(bytes.length);
            byte[] noise = new byte[bytes.length - from];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, bytes, from, noise.length);
            return bytes;
        }
    },
    SWAP_SHORTS {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            int one = random.nextInt(victim.length() - 1);
            int other = random.nextInt(victim.length() - 1);
            Range first = new Range(one, one + 2);
            byte[] content = victim.content(first);
            byte[] taken = victim.content(new Range(other, other + 2));
            byte[] bytes = victim.bytes();
            System.arraycopy(taken, 0, bytes, one, 2);
            System.arraycopy(content, 0, bytes, other, 2);
            return bytes;
        }
    },
    VERSION {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            return victim.set(4 + random.nextInt(3), 2, random.nextBoolean() ? random.nextInt(80) : extreme(random));
        }
    },
    ATTRIBUTE_LENGTH {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            return victim.set(one(victim.anatomy().lengths, random), 4, extreme(random));
        }
    },
    COUNT {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            return victim.set(one(victim.anatomy().counts, random), 2, extreme(random));
        }
    },
    CONSTANT_TAG {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            return victim.set(one(victim.anatomy().constants, random), 1, random.nextInt(22));
        }
    },
    CONSTANT_INDEX {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            int index = random.nextInt(victim.anatomy().constants.size() + 2);
            return victim.set(one(victim.anatomy().constants, random) + 1 + 2 * random.nextInt(2), 2, index);
        }
    },
    FLAGS {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            return victim.set(one(victim.anatomy().flags, random), 2, 1 << random.nextInt(16));
        }
    },
    OPCODE {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            return victim.set(one(victim.anatomy().instructions, random).from(), 1, random.nextInt(256));
        }
    },
    OPCODE_OF_EQUAL_LENGTH {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            Range target = one(victim.anatomy().instructions, random);
            return victim.replace(target, victim.content(instructionOfLength(target.length(), victim, random)));
        }
    },
    OPERAND {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            Range target = one(victim.anatomy().instructions, random);
            return victim.set(target.to() - 1, 1, random.nextInt());
        }
    },
    NO_OPERATION {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            Range target = one(victim.anatomy().instructions, random);
            return victim.replace(target, new byte[target.length()]);
        }
    },
    HANDLER {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            if (victim.anatomy().handlers.isEmpty()) {
                return OPERAND.apply(victim, random);
            }
            Range entry = one(victim.anatomy().handlers, random);
            return victim.set(entry.from() + 2 * random.nextInt(4), 2, random.nextInt(60));
        }
    },
    FRAME {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            if (victim.anatomy().frames.isEmpty()) {
                return OPERAND.apply(victim, random);
            }
            Range table = one(victim.anatomy().frames, random);
            return victim.set(table.from() + random.nextInt(table.length()), 1, random.nextInt());
        }
    },
    ATTRIBUTE_CONTENT {
        @Override
        byte[] apply(Victim victim, SplittableRandom random) {
            Range content = one(victim.anatomy().attributes, random);
            int at = content.from() + random.nextInt(Math.max(1, content.length()));
            return victim.set(at, 1, random.nextInt());
        }
    };

    /** Returns the damaged bytes; those of the victim are its own to change. */
    abstract byte[] apply(Victim victim, SplittableRandom random);

    private static int extreme(SplittableRandom random) {
        int[] values = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xFFFF, 0x7FFF, 0x8000, -6, -14, 255, 256};
        int choice = random.nextInt(values.length + 2);
        return choice < values.length ? values[choice] : random.nextInt(1, 70_000);
    }

    private static <T> T one(List<T> all, SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }

    private static Range anywhere(Victim victim, SplittableRandom random) {
        int from = random.nextInt(victim.length());
        int longest = random.nextBoolean() ? 8 : victim.length() - from;
        return new Range(from, Math.min(victim.length(), from + random.nextInt(longest + 1)));
    }

    private static Range instructionOfLength(int length, Victim victim, SplittableRandom random) {
        List<Range> fitting = victim.anatomy().instructions.stream()
                .filter(range -> range.length() == length)
                .toList();
        return one(fitting, random);
    }
}
